import { describeRole } from './table.ts'

describeRole('the head of the village', {
  username: 'kades.kemiren',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'finds a person by name': ['yes', 'hidden'],
    'finds a person by NIK': ['yes', 'hidden'],
    'lists the families': ['yes', 'hidden'],
    'keeps the family in a list': ['yes', 'but: nothing_chosen'],
    'refuses what was proposed': ['yes', 'hidden'],
    'lists what is to be rechecked': ['yes', 'hidden'],
    'opens the family': ['yes', 'hidden'],
    'proposes a family': 'yes',
    'finds the proposal in the list': ['yes', 'hidden'],
    'opens the proposal': ['yes', 'hidden'],
    'looks at the photo of the proposal': ['yes', 'hidden'],
    'withdraws the proposal': ['yes', 'hidden'],
    'writes down a report': 'yes',
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'reads the board': 'yes',
    'reads the map': 'yes',
  },
})
