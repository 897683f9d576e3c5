import { describeRole } from './table.ts'

describeRole('an operator of the village', {
  username: 'operator.kemiren',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'uploads a list': 'yes',
    'finds the list': ['yes', 'hidden'],
    'opens the list': ['yes', 'hidden'],
    'reads its rows': ['yes', 'hidden'],
    'finds a person by name': ['yes', 'hidden'],
    'finds a person by NIK': ['yes', 'hidden'],
    'lists the families': ['yes', 'hidden'],
    'keeps the family in a list': ['yes', 'but: nothing_chosen'],
    'proposes that the family is rechecked': ['yes', 'but: nothing_chosen'],
    'lists what is to be rechecked': ['yes', 'hidden'],
    'opens the family': ['yes', 'hidden'],
    'reveals the NIK': ['yes', 'hidden'],
    'verifies somebody whom no list knows': ['yes', 'hidden'],
    'writes down a report': 'yes',
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'reads the map': 'yes',
  },
})
