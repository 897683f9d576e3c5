import { describeRole } from './table.ts'

describeRole('the data protection officer', {
  username: 'dpo',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'reads the trail': 'yes',
  },
})
