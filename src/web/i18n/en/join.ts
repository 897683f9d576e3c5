import type { Translation } from '../lang.ts'
import type { join as idJoin, joinRefusals as idJoinRefusals } from '../id/join.ts'

export const join: Translation<typeof idJoin> = {
  title: 'Similar reports',
  lede: 'They may be about the same. If you join them, this reporter follows the other case under their own number, without learning who else reported.',
  pair: (p) => `Compared with ${p.number}`,
  score: (p) => `${p.percent} alike`,
  thisCase: 'This case',
  otherCase: 'The other case',
  reasons: {
    same_person: 'Same person', same_family: 'Same family', same_name: 'Same name', similar_words: 'Similar words', similar_photo: 'Similar photo',
    same_spot: 'Same spot', same_village: 'Same village', same_kind: 'Same kind of trouble',
  },
  withWords: (p) => `${p.reason}: ${p.words}`,
  join: (p) => `Join to ${p.number}`,
  joinNow: 'Join',
  joinHint: 'Tasks and clocks of this case stop. A join can be taken back.',
  reason: 'Reason',
  joinedTo: (p) => `Joined to ${p.number}`,
  joinedBy: (p) => `${p.name}, ${p.moment}: ${p.reason}`,
  openOther: (p) => `Open ${p.number}`,
  follower: 'Follows this case:',
  undo: 'Take the join back',
  undoHint: 'Its tasks and clocks go on from their old times.',
}

export const joinRefusals: Translation<typeof idJoinRefusals> = {
  join_itself: 'A case cannot be joined to itself. Choose another one.',
  join_unknown: 'The other case is not there, or not in your area. Choose another one.',
  join_protected: 'Protected cases and those about somebody in office are not joined, because what is answered is for their own reporter alone.',
  join_into_closed: 'The other case is closed. Open it again first, or choose another one.',
  joined_already: 'One of the two has been joined already. Take that join back first.',
  not_joined: 'This case is not joined to another.',
}
