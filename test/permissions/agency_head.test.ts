import { describeRole } from './table.ts'

describeRole('the head of an agency', {
  username: 'kepala.dinsos',
  places: ['kemiren', 'kemirenSchool'],
  may: {
    'lists the offices': 'yes',
    'refuses what was proposed': ['yes', 'hidden'],
    'opens the family': ['yes', 'yes'],
    'finds the proposal in the list': ['yes', 'yes'],
    'opens the meeting\'s page': ['yes', 'hidden'],
    'opens the objection': ['yes', 'yes'],
    'opens the proposal': ['yes', 'yes'],
    'looks at the photo of the proposal': ['yes', 'yes'],
    'reads where data come from': ['yes', 'yes'],
    'looks at a photo of the house': ['yes', 'yes'],
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
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
