import { describeRole } from './table.ts'

describeRole('the data protection officer', {
  username: 'dpo',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'answers a request about data': ['yes', 'yes'],
    'reads the record of processing': 'yes',
    'reads whom an incident touched': ['yes', 'yes'],
    'lists the offices': 'yes',
    'reads roles to approve': 'yes',
    'reads the trail': 'yes',
    'reads the trail of exports': 'yes',
    'reads emergency accesses': 'yes',
    'counts emergency accesses that nobody looked at': 'yes',
  },
})
