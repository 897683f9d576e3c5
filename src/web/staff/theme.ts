import { createTheme, type CSSVariablesResolver } from '@mantine/core'

/** One green, system fonts, large controls; the shades are chosen so that text on and in them reads (4.5:1 and more). */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 8,
  autoContrast: true,
  // Whoever asks the device for less motion has dialogs there and gone at once, as the style sheet has everything else.
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontSizes: { md: '1rem' },
  headings: { sizes: { h1: { fontSize: '1.75rem' }, h2: { fontSize: '1.25rem' }, h3: { fontSize: '1.125rem' } } },
  colors: {
    brand: ['#e6f5f1', '#cfe8e1', '#a0d1c4', '#6dbaa5', '#45a68c', '#2c9a7c', '#1d9474', '#0d8163', '#0b5d4e', '#084a3e'],
  },
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 3 } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'md' } },
    CloseButton: { defaultProps: { size: 'lg' } },
    // A dialog's own header is no landmark of the page.
    Modal: { defaultProps: { centered: true, attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
})

/** Mantine's greys for hints and placeholders are too pale to read in a village hall. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-placeholder': '#5f6b76', '--mantine-color-dimmed': '#4b5563', '--mantine-color-error': '#b3261e' },
  dark: {},
})
