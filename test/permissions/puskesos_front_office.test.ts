import { describeRole } from './table.ts'

describeRole('the front office of the social welfare post', {
  username: 'loket.kemiren',
  places: ['kemiren', 'tembokrejo'],
  may: {
    'lists the offices': 'yes',
    'finds a person by name': ['yes', 'hidden'],
    'finds a person by NIK': ['yes', 'hidden'],
    'lists the families': ['yes', 'hidden'],
    'keeps the family in a list': ['yes', 'but: nothing_chosen'],
    'opens the family': ['yes', 'hidden'],
    'reads where data come from': ['yes', 'hidden'],
    'looks at a photo of the house': ['yes', 'hidden'],
    'writes down a report': 'yes',
    'finds the case in the inbox': ['yes', 'hidden'],
    'opens the case': ['yes', 'hidden'],
    'looks at the photo of the report': ['yes', 'hidden'],
    'looks at the photo of the visit': ['yes', 'hidden'],
    'reads the map': 'yes',
    'reads the referrals of the case': ['yes', 'hidden'],
    'stands on a rung': 'yes',
    'lists the cases of a rung': 'yes',
    'reads the duty roster': 'yes',
    'sees what the reporter was told': ['yes', 'hidden'],
    'listens to a voice message': ['yes', 'hidden'],
  },
})
