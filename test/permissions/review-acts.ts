import type { LightMyRequestResponse } from 'fastify'
import { makeListedPerson } from '../make/listed-person.ts'
import { makeMerge, makePair, makeSplit, type MadePair } from '../make/pairs.ts'
import type { Act, Attempt } from './acts.ts'

const reason = 'karena itu tugas kami'

/** An act on a pair that nobody has decided yet; `before` is what the secretariat does to it first. */
function onPair(grant: string, act: string, body: (attempt: Attempt, pair: MadePair) => object, before?: readonly [act: string, body: (attempt: Attempt) => object]): Act {
  return {
    grant,
    run: async (attempt) => {
      const pair = await makePair(attempt.arranged.world, attempt.place.areaId)
      const path = `/api/registry/reviews/${pair.reviewId}`
      if (before !== undefined) await (await attempt.arranged.world.as('kesra')).send('POST', `${path}/${before[0]}`, before[1](attempt))
      return attempt.client.send('POST', `${path}/${act}`, body(attempt, pair))
    },
  }
}

const question = ({ place }: Attempt): object => ({ areaId: place.areaId, question: 'Apakah keduanya orang yang sama?' })
const verdict = { verdict: 'different', words: reason }

/** What may be done about two persons who may be one. */
export const reviewActs = {
  'finds a pair to review': {
    grant: 'registry.review.answer',
    run: ({ client }) => client.get('/api/registry/reviews?limit=50'),
    shows: (answer: LightMyRequestResponse, place) => answer.json<{ items: { reviewId: string }[] }>().items.some((item) => item.reviewId === place.reviewId),
  },
  'compares two persons': { grant: 'registry.review.answer', run: ({ client, place }) => client.get(`/api/registry/reviews/${place.reviewId}`) },
  'compares two families': { grant: 'registry.review.answer', run: ({ client, place }) => client.get(`/api/registry/family-reviews/${place.familyReviewId}`) },
  'asks for a review': {
    grant: 'registry.review.decide',
    run: async ({ client, arranged, place }) => {
      const one = await makeListedPerson(arranged.world, { areaId: place.areaId, name: 'Mungkin Sama' })
      const other = await makeListedPerson(arranged.world, { areaId: place.areaId, name: 'Barangkali Sama' })
      return client.send('POST', '/api/registry/reviews', { personId: one.personId, otherPersonId: other.personId, words: reason })
    },
  },
  'decides whether two are one': onPair('registry.review.decide', 'decisions', () => ({ verdict: 'same', words: reason })),
  'asks the village about two': onPair('registry.review.decide', 'questions', question),
  'answers about two': onPair('registry.review.answer', 'answers', () => verdict, ['questions', question]),
  'takes a decision back': onPair('registry.review.decide', 'undoings', () => ({}), ['decisions', () => verdict]),
  'reads where data come from': { grant: 'registry.person.read', run: ({ client, place }) => client.get(`/api/registry/persons/${place.family.personId}/history`) },
  'parts two again': {
    grant: 'registry.review.decide',
    run: async ({ client, arranged, place }) => {
      const { mergeId } = await makeMerge(arranged.world, place.areaId)
      return client.send('POST', `/api/registry/merges/${mergeId}/undoing`, { reason })
    },
  },
  'splits a person': {
    grant: 'registry.review.decide',
    run: async ({ client, arranged, place }) => {
      const person = await makeListedPerson(arranged.world, { areaId: place.areaId, name: 'Dua Orang', furtherNames: ['Orang Kedua'] })
      const body = { sourceRecordIds: [person.sourceRecordIds[1]], toPersonId: null, takesNik: false, reason }
      return client.send('POST', `/api/registry/persons/${person.personId}/splits`, body)
    },
  },
  'takes a split back': {
    grant: 'registry.review.decide',
    run: async ({ client, arranged, place }) => {
      const { splitId } = await makeSplit(arranged.world, place.areaId)
      return client.send('POST', `/api/registry/splits/${splitId}/undoing`, { reason })
    },
  },
} satisfies Record<string, Act>
