import { describeRole } from './table.ts'

describeRole('a member of the village task force', {
  username: 'satgas.kemiren',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'finds a person by name': ['yes', 'hidden'],
    'finds a person by NIK': ['yes', 'hidden'],
    'lists the families': ['yes', 'hidden'],
    'keeps the family in a list': ['yes', 'but: nothing_chosen'],
    'lists what is to be rechecked': ['yes', 'hidden'],
    'opens the family': ['yes', 'hidden'],
    'verifies somebody whom no list knows': ['yes', 'hidden'],
    'writes down a report': 'yes',
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'answers the reporter': ['yes', 'hidden'],
    'takes the task': ['yes', 'hidden'],
    'asks the reporter': ['yes', 'hidden'],
    'writes down a visit': ['yes', 'hidden'],
    'writes a note': ['yes', 'hidden'],
    'finishes the task': ['yes', 'hidden'],
    'reads the map': 'yes',
  },
})
