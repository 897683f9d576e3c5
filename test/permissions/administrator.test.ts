import { describeRole } from './table.ts'

describeRole('the administrator', {
  username: 'admin',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'watches the channels': 'yes',
    'sends a message again': 'but: channel_not_connected',
    'makes a key for a program': 'yes',
    'makes an account': 'yes',
    'reads roles to approve': 'yes',
    'imports borders': 'yes',
    'uploads a form': 'yes',
    'reads the working calendar': 'yes',
    'reads the trail': 'yes',
    'reads the trail of exports': 'yes',
  },
})
