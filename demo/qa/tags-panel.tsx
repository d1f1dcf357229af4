import { h, type JSX } from 'preact'
import type { Tag } from './findings.ts'

export function TagsPanel({ tags }: { readonly tags: readonly Tag[] }): JSX.Element {
  return (
    <table>
      <tbody>
        {tags.map(({ id, element, held }) => (
          <tr key={id + element}>
            <th scope="row">{id}</th>
            <td>{element}</td>
            <td>
              <span class={held ? 'chip held' : 'chip good'}>{held ? '保留中' : '実行済み'}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
