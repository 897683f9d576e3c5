import { describeRole } from './table.ts'

describeRole('the planner', {
  username: 'bappeda',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'counts the month': 'yes',
    'lists the offices': 'yes',
    'reads the board': 'yes',
    'reads the map': 'yes',
    'reads the performance': 'yes',
    'reads the working calendar': 'yes',
    'counts unmet needs': 'yes',
    'counts corrected suggestions': 'yes',
    'reads corrected suggestions': 'yes',
  },
})
