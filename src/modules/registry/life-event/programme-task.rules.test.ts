import { describe, expect, test } from 'vitest'
import { programmeTasks, type Received } from './programme-task.rules.ts'

const end = (personId: string) => ({ personId, kind: 'end_programme' as const })
const card = { personId: 'stays', kind: 'update_card' as const }
const nobody: Received = { family: [], persons: new Map() }

describe('who is told of a death or a move', () => {
  test.each([
    ['nobody where the event ends nothing', [card], { ...nobody, family: ['pkh'] }, []],
    ['in general, where no list names a programme', [end('dead'), card], nobody, [['dead', undefined]]],
    ['each programme of the family, and each of the person, once', [end('dead'), card], { family: ['pkh', 'sembako'], persons: new Map([['dead', ['pbi-jkn', 'pkh']]]) },
      [['dead', 'pkh'], ['dead', 'sembako'], ['dead', 'pbi-jkn']]],
    ['the family’s programmes once, whoever goes along', [end('first'), end('second')], { family: ['pkh'], persons: new Map([['second', ['pbi-jkn']]]) },
      [['first', 'pkh'], ['second', 'pbi-jkn']]],
  ])('%s', (_what, tasks, received, told) => {
    const made = programmeTasks(tasks, received)
    expect(made.filter(({ kind }) => kind === 'end_programme').map(({ personId, programme }) => [personId, programme])).toEqual(told)
    expect(made.filter(({ kind }) => kind !== 'end_programme')).toEqual(tasks.filter(({ kind }) => kind !== 'end_programme'))
  })
})
