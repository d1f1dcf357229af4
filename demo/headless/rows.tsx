import type { PurposeRow, ServiceRow, Setting } from '@metalive/consent/headless'
import { h, type JSX } from 'preact'

export function Rows({ rows }: { readonly rows: readonly PurposeRow[] }): JSX.Element {
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.id}>
          <div class="row-head">
            <h3>{row.title}</h3>
            <Control setting={row.setting} />
          </div>
          <p>{row.description}</p>
          {row.lost && (
            <p class="note">
              {row.lost.label} {row.lost.text}
            </p>
          )}
          {row.services.length > 0 && (
            <details>
              <summary>{row.servicesTitle}</summary>
              <ul>
                {row.services.map((service) => (
                  <ServiceItem key={service.id} service={service} />
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function ServiceItem({ service }: { readonly service: ServiceRow }): JSX.Element {
  return (
    <li class="row-head">
      <p>
        {service.name}
        <br />
        <span class="note">{service.recipient}</span>
      </p>
      {service.setting && <Control setting={service.setting} />}
    </li>
  )
}

function Control({ setting }: { readonly setting: Setting }): JSX.Element {
  if (setting.kind === 'fixed') return <span class="fixed">{setting.text}</span>
  return (
    <label class="toggle">
      <span aria-hidden="true">{setting.label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-label={setting.name}
        checked={setting.on}
        onChange={(event) => setting.set(event.currentTarget.checked)}
      />
    </label>
  )
}
