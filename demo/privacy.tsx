import { h, render } from 'preact'
import { rows } from '../src/disclosure/rows.ts'
import config from './consent.config.ts'
import { RecipientTable } from './privacy/recipient-table.tsx'

const list = document.querySelector('#recipient-list')
if (list) {
  list.replaceChildren()
  render(<RecipientTable rows={rows(config)} />, list)
}
