import { describeRole } from './table.ts'

describeRole('the inspector', {
  username: 'inspektorat',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'reads the record of processing': 'yes',
    'lists the offices': 'yes',
    'reads the trail': 'yes',
    'reads the trail of exports': 'yes',
    'opens the family': ['yes', 'yes'],
    'reads where data come from': ['yes', 'yes'],
    'looks at a photo of the house': ['yes', 'yes'],
    'reveals the NIK': ['yes', 'yes'],
    'finds the proposal in the list': ['yes', 'yes'],
    'opens the meeting\'s page': ['yes', 'yes'],
    'opens the proposal': ['yes', 'yes'],
    'looks at the photo of the proposal': ['yes', 'yes'],
    'learns who proposed': ['yes', 'yes'],
    'finds the case in the inbox': ['yes', 'yes'],
    'opens the case': ['yes', 'yes'],
    'looks at the photo of the report': ['yes', 'yes'],
    'looks at the photo of the visit': ['yes', 'yes'],
    'learns who reported': ['yes', 'yes'],
    'reads the board': 'yes',
    'reads the map': 'yes',
  },
})
