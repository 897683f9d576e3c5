import { describeRole } from './table.ts'

describeRole('the administrator', {
  username: 'admin',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'makes an account': 'yes',
    'reads roles to approve': 'yes',
    'imports borders': 'yes',
    'uploads a form': 'yes',
    'reads the trail': 'yes',
    'reads the trail of exports': 'yes',
  },
})
