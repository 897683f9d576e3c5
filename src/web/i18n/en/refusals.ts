import type { fieldProblems as fieldSource, platformRefusals as refusalSource } from '../id/refusals.ts'
import type { Translation } from '../lang.ts'

export const platformRefusals: Translation<typeof refusalSource> = {
  input_invalid: 'Something you filled in is not right yet. Correct what is marked and send again.',
  text_unreadable: 'What was sent cannot be read. Reload the page and send again.',
  sign_in_required: 'You are not signed in, or your session has ended. Sign in first; what you typed is kept.',
  not_permitted: 'Your role does not cover this. Ask the account administrator if it should.',
  not_found: 'Not found, or outside your area.',
  command_id_missing: 'This request carries no mark of its own. Reload the page and send again.',
  command_reused: 'This was already received with other content. Look at the result first, then start anew.',
  body_too_large: 'What you send is too large. Make the photos smaller or split the file.',
  body_type_unsupported: 'This kind of file is not accepted. Choose another kind.',
  cross_site: 'This was sent from another site and is not accepted. Open this page directly and send again.',
  too_many_requests: 'Too many attempts. Wait a moment and try again.',
  server_busy: 'The system is busy. Wait a moment and try again; what you typed is kept.',
  server_error: 'The system could not process this. Try again; if it fails again, give this code to the administrator.',
}

export const fieldProblems: Translation<typeof fieldSource> = {
  number_not_here: 'Do not type a NIK or card number here. Copy the number of the record from a line of the trail.',
  required: 'Required',
  wrong: 'This is not right yet',
  not_one_of: 'Choose one from the list',
  too_short: (p) => `At least ${p.minimum} letters`,
  too_long: (p) => `At most ${p.maximum} letters`,
  too_small: (p) => `${p.minimum} or more`,
  too_big: (p) => `${p.maximum} or less`,
  too_few: (p) => `Choose at least ${p.minimum}`,
  too_many: (p) => `Choose at most ${p.maximum}`,
  not_a_day: 'Write a valid date, for example 21/11/2026',
  not_a_moment: 'Write a valid date and time',
  not_an_email: 'Write a valid email address, for example name@example.go.id',
  not_a_number: 'Write it in digits',
  wrong_pattern: 'Write it like the example',
  unknown_member: 'This field is not known',
}
