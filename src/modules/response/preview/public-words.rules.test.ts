import { describe, expect, test } from 'vitest'
import { markedParts, publicText, unseenPrivate } from './public-words.rules.ts'

const names = ['Mbah Paijah']

describe('words for outsiders', () => {
  test('go when they tell of nobody', () => {
    expect(unseenPrivate('Petugas datang hari ini pukul 10.', { names, seen: [] })).toBeUndefined()
  })

  test('are held while anything in them was not seen, and go once it was', () => {
    const words = 'Rantang untuk Paijah, hubungi 081234567890'
    expect(unseenPrivate(words, { names, seen: ['Paijah'] })).toEqual({ kind: 'words_private', findings: [{ kind: 'phone', text: '081234567890' }] })
    expect(unseenPrivate(words, { names, seen: ['Paijah', '081234567890'] })).toBeUndefined()
  })

  test('are cut at their marks and lose nothing', () => {
    const words = 'Untuk Paijah, RT 02, terima kasih'
    expect(markedParts(words, names)).toEqual([
      { text: 'Untuk ', kind: null }, { text: 'Paijah', kind: 'name' }, { text: ', ', kind: null }, { text: 'RT 02', kind: 'address' },
      { text: ', terima kasih', kind: null },
    ])
    expect(markedParts(words, names).map((part) => part.text).join('')).toBe(words)
  })

  test('without an officer\'s eye lose what tells of somebody', () => {
    expect(publicText('Mbah Paijah sakit, wa 0812-3456-7890', names)).toBe('Mbah … sakit, wa …')
  })
})
