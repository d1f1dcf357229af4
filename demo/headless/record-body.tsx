import type { FormerAnswer, RecordView } from '@metalive/consent/headless'
import { Fragment, h, type JSX } from 'preact'
import { useState } from 'preact/hooks'

export function RecordBody({ view }: { readonly view: RecordView }): JSX.Element {
  if (view.none !== null) return <Note view={view} first={view.none} />
  const { download } = view
  return (
    <>
      {view.number && <p>{view.number.text}</p>}
      <table>
        <thead>
          <tr>
            {view.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.marks.map(([what, ...cells]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {cells.map((text) => (
                <td key={text}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{view.version}</p>
      {view.answers.map((answer) => (
        <Former key={answer.id} answer={answer} />
      ))}
      <p>
        <a
          href={`data:application/json,${encodeURIComponent(download.content)}`}
          download={download.name}
        >
          {download.text}
        </a>
      </p>
      <Note view={view} first={view.note} />
    </>
  )
}

function Note({ view, first }: { readonly view: RecordView; readonly first: string }): JSX.Element {
  return (
    <>
      <p>{first}</p>
      <p class="note">{view.contact}</p>
    </>
  )
}

/** The words of one answer, and whether they are those that the receipt proves. */
function Former({ answer }: { readonly answer: FormerAnswer }): JSX.Element {
  const [status, setStatus] = useState('')
  return (
    <details>
      <summary>{answer.title}</summary>
      <blockquote lang={answer.lang}>
        {answer.text.split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
      </blockquote>
      <button
        class="way"
        type="button"
        onClick={() => answer.check().then(setStatus, () => setStatus(''))}
      >
        {answer.verify}
      </button>
      <span role="status">{status}</span>
    </details>
  )
}
