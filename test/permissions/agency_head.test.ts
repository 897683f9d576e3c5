import { describeRole } from './table.ts'

describeRole('the head of an agency', {
  username: 'kepala.dinsos',
  places: ['kemiren', 'kemirenSchool'],
  may: {
    'opens the list of a decree': ['yes', 'yes'],
    'counts the month': 'yes',
    'lists the offices': 'yes',
    'refuses what was proposed': ['yes', 'hidden'],
    'finds the proposal in the list': ['yes', 'yes'],
    'opens the meeting\'s page': ['yes', 'hidden'],
    'opens the objection': ['yes', 'yes'],
    'opens the proposal': ['yes', 'yes'],
    'looks at the photo of the proposal': ['yes', 'yes'],
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'opens the family of the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'lists the colleagues': ['yes', 'hidden'],
    'gives the task to an officer': ['yes', 'hidden'],
    'refers the case': ['yes', 'hidden'],
    'hands the task over': ['yes', 'hidden'],
    'concludes the case': ['but: not_lead_office', 'hidden'],
    'reads the board': 'yes',
    'reads the map': 'yes',
  },
})
