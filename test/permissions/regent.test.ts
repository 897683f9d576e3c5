import { describeRole } from './table.ts'

describeRole('the regent', {
  username: 'bupati',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'reads the board': 'yes',
    'reads the map': 'yes',
  },
})
