import { describeRole } from './table.ts'

describeRole('a civil servant who fosters families', {
  username: 'asn',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'writes down the word of the reporter': ['hidden', 'hidden'],
    'asks about own data': 'but: person_not_linked',
    'writes down a report': 'yes',
    'lists own reports': 'yes',
    'reads the map': 'yes',
  },
})
