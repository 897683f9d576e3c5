import { describeRole } from './table.ts'

describeRole('a resident', {
  username: 'warga',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists own reports': 'yes',
  },
})
