/** What every sink passes, whatever it keeps receipts in. */
import { describe, expect, test } from 'vitest'
import { receipt } from '../core/receipt.fake.ts'
import type { Receipt } from '../core/receipt.ts'
import type { ReceiptSink } from './receipts.ts'

/** @param open - Opens a sink that has nothing in it; each test has its own. */
export function describeSink(name: string, open: () => Promise<ReceiptSink>): void {
  describe(`${name} is a sink that`, () => {
    test('keeps a receipt, and knows it when it comes again', async () => {
      const sink = await open()
      expect(await sink.put(receipt())).toBe('stored')
      expect(await sink.put(receipt())).toBe('known')
    })

    test('knows it in whatever order its fields come', async () => {
      const sink = await open()
      await sink.put(receipt())
      const turned = Object.fromEntries(Object.entries(receipt()).reverse())
      expect(await sink.put(turned as unknown as Receipt)).toBe('known')
    })

    test('keeps the first of two that differ under one id', async () => {
      const sink = await open()
      await sink.put(receipt())
      expect(await sink.put(receipt({ gpc: true }))).toBe('other')
      expect(await sink.put(receipt())).toBe('known')
    })

    test('keeps receipts of other ids apart', async () => {
      const sink = await open()
      expect(await sink.put(receipt({ id: 'first0' }))).toBe('stored')
      expect(await sink.put(receipt({ id: 'second' }))).toBe('stored')
    })

    test('is given many at once, and stores each once', async () => {
      const sink = await open()
      const ids = Array.from({ length: 200 }, (_each, n) => `many${n % 100}`.padEnd(6, 'x'))
      const kept = await Promise.all(ids.map((id) => sink.put(receipt({ id }))))
      expect(kept.filter((each) => each === 'stored')).toHaveLength(100)
      expect(kept.filter((each) => each === 'known')).toHaveLength(100)
    })

    test('stores one of two that differ and come at once', async () => {
      const sink = await open()
      const kept = await Promise.all([sink.put(receipt()), sink.put(receipt({ gpc: true }))])
      expect(kept.sort()).toEqual(['other', 'stored'])
    })

    test('deletes the one that it is told to, once', async () => {
      const sink = await open()
      await sink.put(receipt({ id: 'first0' }))
      await sink.put(receipt({ id: 'second' }))
      expect(await sink.delete('first0')).toBe(true)
      expect(await sink.delete('first0')).toBe(false)
      expect(await sink.put(receipt({ id: 'second' }))).toBe('known')
    })

    test('has nothing of what was deleted', async () => {
      const sink = await open()
      await sink.put(receipt())
      await sink.delete(receipt().id)
      expect(await sink.put(receipt({ gpc: true }))).toBe('stored')
    })

    test('deletes nothing for an id that it hasn’t', async () => {
      const sink = await open()
      await sink.put(receipt())
      for (const id of ['', 'r4c91p', 'constructor', '"', '../r4c91pt0']) {
        expect(await sink.delete(id)).toBe(false)
      }
      expect(await sink.put(receipt())).toBe('known')
    })
  })
}
