import { expect, test } from 'vitest'
import { isDatabaseAway } from './away.ts'

function failure(code: string | undefined, message = 'it failed'): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}

test.for([
  ['57P01', 'an administrator ended the connection'], ['57P02', 'another of its processes crashed'], ['57P03', 'it is starting up'],
  ['08006', 'the connection broke'], ['53300', 'it has no connection left'], ['53100', 'its disk is full'], ['25006', 'it only reads since a failover'],
  ['25P03', 'it gave up a transaction that stood still'], ['ECONNREFUSED', 'nobody listens'], ['ECONNRESET', 'the other side vanished'],
  ['EPIPE', 'nobody reads'], ['ETIMEDOUT', 'nobody answers'], ['EAI_AGAIN', 'its name is not found just now'],
  ['ERR_STREAM_DESTROYED', 'the socket is gone already'],
] as const)('with %s the database is away: %s', ([code]) => {
  expect(isDatabaseAway(failure(code))).toBe(true)
})

test.for([
  'Connection terminated unexpectedly', 'Connection terminated due to connection timeout', 'Connection terminated',
  'Client has encountered a connection error and is not queryable', 'Client was closed and is not queryable', 'timeout exceeded when trying to connect',
])('"%s" is how the driver says it', (message) => {
  expect(isDatabaseAway(failure(undefined, message))).toBe(true)
})

test('a name with two addresses is away when both are', () => {
  expect(isDatabaseAway(new AggregateError([failure('ECONNREFUSED'), failure('ETIMEDOUT')]))).toBe(true)
  expect(isDatabaseAway(new AggregateError([failure('ECONNREFUSED'), failure('23505')]))).toBe(false)
})

test.for(['23505', '22P02', '25P02', '42501', '42P01', '57014', 'ENOENT', 'ERR_ASSERTION'])('%s is a mistake of ours', (code) => {
  expect(isDatabaseAway(failure(code, 'Connection terminated'))).toBe(false)
})

test('an error that only mentions a connection is none', () => {
  expect(isDatabaseAway(failure(undefined, 'the row says: Connection terminated'))).toBe(false)
})
