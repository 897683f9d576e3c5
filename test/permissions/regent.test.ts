import { describeRole } from './table.ts'

describeRole('the regent', {
  username: 'bupati',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'counts the month': 'yes',
    'lists the offices': 'yes',
    'reads the board': 'yes',
    'reads the map': 'yes',
    'reads the performance': 'yes',
    'counts unmet needs': 'yes',
  },
})
