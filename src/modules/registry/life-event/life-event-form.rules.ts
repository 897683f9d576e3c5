import type { Relation } from '#modules/registry/family/relation.rules.ts'
import type { LifeEvent, NewHome, Situation } from './life-event.contract.ts'

/** What was typed, field by field; nothing of it is lost when the kind changes. */
export interface EventFields {
  readonly happenedOn: string
  readonly evidence: LifeEvent['evidence']
  readonly evidenceWords: string
  readonly reportedBy: string
  readonly personId: string
  readonly personIds: readonly string[]
  readonly newHeadId: string
  readonly headId: string
  readonly spouseId: string
  readonly name: string
  readonly sex: string
  readonly birthOn: string
  readonly birthPlace: string
  readonly relation: Relation
  readonly otherPlace: string
  readonly card: string
  readonly situation: Situation
  readonly ageGuess: string
  readonly areaId: string
  readonly placeWords: string
  readonly homeRegency: string
  readonly nik: string
  /** Where a new family lives, and its address or village when it is not the same house. */
  readonly newHome: NewHome['kind']
  readonly hamlet: string
  readonly rt: string
  readonly rw: string
  readonly addressText: string
  readonly toAreaId: string
  /** Tokens of the pictures that were handed over. */
  readonly documents: readonly string[]
}

export const emptyFields: EventFields = {
  happenedOn: '', evidence: 'statement', evidenceWords: '', reportedBy: '', personId: '', personIds: [], newHeadId: '', headId: '', spouseId: '', name: '',
  sex: '', birthOn: '', birthPlace: '', relation: 'child', otherPlace: '', card: '', situation: 'no_papers', ageGuess: '', areaId: '', placeWords: '',
  homeRegency: '', nik: '', newHome: 'same', hamlet: '', rt: '', rw: '', addressText: '', toAreaId: '', documents: [],
}

export type FormKind = LifeEvent['kind']

/** The event that the fields tell of; what a kind does not ask for is left out. What is missing is for the server to say. */
export function eventOf(kind: FormKind, fields: EventFields, familyId: string): LifeEvent {
  const { happenedOn, evidence, evidenceWords, reportedBy, personId, personIds, name } = fields
  const told = { happenedOn, evidence, evidenceWords, reportedBy, documents: [...fields.documents] }
  const newHeadId = fields.newHeadId || null
  const sex = fields.sex as 'male' | 'female'
  const ids = [...personIds]
  switch (kind) {
    case 'birth': return { kind, ...told, familyId, name, sex, birthPlace: fields.birthPlace, relation: fields.relation }
    case 'death': return { kind, ...told, personId, newHeadId }
    case 'move_out': return { kind, ...told, familyId, personIds: ids, otherPlace: fields.otherPlace, newHeadId }
    case 'move_in': return { kind, ...told, familyId, name, sex, birthOn: fields.birthOn || null, relation: fields.relation, otherPlace: fields.otherPlace }
    case 'split': return { kind, ...told, familyId, personIds: ids, headId: fields.headId, newHeadId, card: fields.card || null, home: homeOf(fields) }
    case 'divorce': return { kind, ...told, personId, spouseId: fields.spouseId, newHeadId, home: homeOf(fields) }
    case 'marriage': return { kind, ...told, personId, spouseId: fields.spouseId, newHeadId }
    case 'papers': return { kind, ...told, personId, nik: fields.nik }
    case 'registration': return {
      kind, ...told, situation: fields.situation, name, sex: fields.sex === '' ? null : sex, birthOn: fields.birthOn || null,
      ageGuess: fields.ageGuess === '' ? null : Number(fields.ageGuess), areaId: Number(fields.areaId), placeWords: fields.placeWords, homeRegency: fields.homeRegency,
    }
  }
}

function homeOf({ newHome, hamlet, rt, rw, addressText, toAreaId }: EventFields): NewHome {
  const number = (text: string): number | null => (text === '' ? null : Number(text))
  if (newHome === 'village') return { kind: newHome, toAreaId: Number(toAreaId) }
  return newHome === 'elsewhere' ? { kind: newHome, hamlet: hamlet || null, rt: number(rt), rw: number(rw), addressText: addressText || null } : { kind: 'same' }
}
