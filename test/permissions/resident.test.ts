import { describeRole } from './table.ts'

describeRole('a resident', {
  username: 'warga',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'asks about own data': 'but: person_not_linked',
    'lists own proposals': 'yes',
    'lists own reports': 'yes',
  },
})
