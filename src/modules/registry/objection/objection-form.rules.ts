/** The fields of the plain form, as text, exactly as they were typed. */
export interface ObjectionFormValues {
  readonly claim: string
  readonly subjectName: string
  readonly subjectAddress: string
  readonly area: string
  readonly words: string
  readonly submitterName: string
  readonly submitterPhone: string
}

/** A form nobody has filled in. */
export const emptyObjectionForm: ObjectionFormValues = {
  claim: '', subjectName: '', subjectAddress: '', area: '', words: '', submitterName: '', submitterPhone: '',
}
