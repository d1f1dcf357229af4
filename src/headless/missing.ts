/**
 * Which of `words` don't stand in `text`, each for itself: that one says a longer one says nothing of a
 * shorter one in it. White space, and so where lines end, is nobody's business.
 */
export function missingIn(words: readonly string[], text: string): readonly string[] {
  const missing: string[] = []
  let rest = squeezed(text)
  for (const word of longestFirst(words)) {
    const wanted = squeezed(word)
    const at = rest.indexOf(wanted)
    if (at < 0) missing.push(word)
    else rest = `${rest.slice(0, at)}\n${rest.slice(at + wanted.length)}`
  }
  return missing
}

function longestFirst(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort((a, b) => b.length - a.length)
}

function squeezed(text: string): string {
  return text.replace(/\s/g, '')
}
