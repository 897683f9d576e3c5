import { describeRole } from './table.ts'

describeRole('an officer of an agency', {
  username: 'dinsos',
  places: ['kemiren', 'kemirenSchool'],
  may: {
    'lists the offices': 'yes',
    'opens the family': ['yes', 'yes'],
    'reveals the NIK': ['yes', 'yes'],
    'writes down a report': 'yes',
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'learns who reported': ['yes', 'hidden'],
    'answers the reporter': ['yes', 'hidden'],
    'takes the task': ['yes', 'hidden'],
    'asks the reporter': ['yes', 'hidden'],
    'writes down a visit': ['yes', 'hidden'],
    'writes a note': ['yes', 'hidden'],
    'finishes the task': ['yes', 'hidden'],
    'refers the case': ['yes', 'hidden'],
    'hands the task over': ['yes', 'hidden'],
    'concludes the case': ['but: not_lead_office', 'hidden'],
    'reads the map': 'yes',
  },
})
