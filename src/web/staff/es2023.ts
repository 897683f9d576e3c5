/** The array functions of ES2023 for browsers that end before them (Chrome 109 on Windows 7). Nothing else of ES2023 is missing there. */
const missing: Partial<Pick<unknown[], 'toReversed' | 'toSorted' | 'toSpliced' | 'with'>> & ThisType<unknown[]> = {
  toReversed() {
    return this.map((_, index) => this[this.length - 1 - index])
  },
  toSorted(compare) {
    return [...this].sort(compare)
  },
  toSpliced(start: number, ...rest: unknown[]) {
    const copy = [...this]
    ;(copy.splice as (...parameters: unknown[]) => unknown)(start, ...rest)
    return copy
  },
  with(index, value) {
    const copy = [...this]
    copy[index < 0 ? index + copy.length : index] = value
    return copy
  },
}

// oxlint-disable no-extend-native -- a browser that has these is left alone
for (const [name, value] of Object.entries(missing)) {
  if (!(name in Array.prototype)) Object.defineProperty(Array.prototype, name, { value, configurable: true, writable: true })
}
