/** What may be proposed. */
export const proposalKinds = ['in', 'out', 'correction'] as const

/** How far a proposal may be, in the order of its way. */
export const proposalStates = [
  'submitted', 'returned', 'checked', 'agreed', 'verified', 'confirmed', 'determined', 'exported', 'accepted', 'rejected', 'declined', 'withdrawn',
] as const
