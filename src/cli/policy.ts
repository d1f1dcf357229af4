import type { Basis, Config, Service } from '../core/types.ts'
import { plainText } from '../ui/annotations.ts'

/**
 * Proposes, in Japanese, what the privacy policy's clause on cookies could say: what for, whose code,
 * where the list is, how to refuse and what that costs. It assures nothing that a config can't show.
 * The operator's counsel has the last word.
 */
export function proposePolicy(config: Config): string {
  const { operator, disclosure, purposes, texts } = config
  const refusable = purposes.filter(({ required }) => !required)
  const paragraphs = [
    '## クッキーと外部送信',
    `${operator.service}は、Cookieと、第三者のプログラムを使います。\nそれらは、お客様の端末にある情報を、当社や外部の会社へ送ります。`,
    `使う目的は、次のとおりです。\n\n${list(purposes.map(({ title, description }) => [title, description]))}`,
    `送信先の会社、送る情報、それぞれの目的は、次の一覧にあります。\n[外部送信の一覧](${disclosure.href})`,
    ...startsOf(config),
    `お客様は、${exceptRequired(config)}目的や会社ごとに、許可も拒否もできます。\nすべてのページにある「${texts.preferences.title}」で、いつでも変えられます。`,
    `拒否したときの影響は、次のとおりです。\n\n${list(refusable.map(({ title, lost = '' }) => [title, lost]))}`,
    `お問い合わせは、${operator.legalName}(${operator.email})へお願いします。`,
  ]
  return paragraphs.map(plainText).join('\n\n').concat('\n')
}

function exceptRequired({ purposes }: Config): string {
  const titles = purposes.filter(({ required }) => required).map(({ title }) => `「${title}」`)
  return titles.length > 0 ? `${titles.join('')}を除き、` : ''
}

/** When each kind of service starts, which differs by its basis. */
function startsOf({ purposes, services }: Config): readonly string[] {
  const required = new Set(purposes.filter((each) => each.required).map(({ id }) => id))
  const basisOf = ({ basis = 'consent', purpose }: Service): Basis =>
    required.has(purpose) ? 'exempt' : basis
  const namesOf = (...bases: readonly Basis[]): string =>
    list(services.filter((each) => bases.includes(basisOf(each))).map(nameAndEffect))

  const said: readonly (readonly [text: string, names: string])[] = [
    ['次のものは、お客様が許可するまで使いません。', namesOf('consent')],
    [
      '次のものは、お知らせを表示した後に使い始めます。\nお客様は、いつでも拒否できます。',
      namesOf('optout', 'notice'),
    ],
    ['次のものは、サービスの提供に必要なため、許可がなくても使います。', namesOf('exempt')],
  ]
  return said.filter(([, names]) => names !== '').map(([text, names]) => `${text}\n\n${names}`)
}

/** A refusal may end the sending, or only the use of what is sent: 施行規則 第22条の2の31. */
function nameAndEffect({ name, optOutEffect }: Service): readonly string[] {
  if (!optOutEffect) return [name]
  const isEnd = optOutEffect.stops === 'sending'
  const end = isEnd ? '拒否すると、送信を止めます。' : '拒否すると、送った情報の利用を止めます。'
  return [name, end, optOutEffect.lost]
}

function list(items: readonly (readonly string[])[]): string {
  return items.map((lines) => `- ${lines.join('\n  ')}`).join('\n')
}
