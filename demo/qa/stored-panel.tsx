import { h, type JSX } from 'preact'
import type { StoredItem } from './findings.ts'

export function StoredPanel({ stored }: { readonly stored: readonly StoredItem[] }): JSX.Element {
  if (stored.length === 0) return <p class="note">ありません。</p>
  return (
    <ul class="stored">
      {stored.map(({ area, name, value }) => (
        <li key={area + name}>
          <b>{name}</b> <span class="note">{area}</span>
          <p class="value" title={value}>
            {value}
          </p>
        </li>
      ))}
    </ul>
  )
}
