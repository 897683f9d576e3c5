/** The sign of the product: a hanging slit drum and its stick. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Kentongan">
<rect width="64" height="64" rx="14" fill="#0b5d4e"/>
<path d="M27 13c0-7 8-7 8 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
<path d="M23 12h16c4 0 5 4 5 8v26c0 5-5 8-13 8s-13-3-13-8V20c0-4 1-8 5-8z" fill="#ffbf47"/>
<rect x="28" y="20" width="6" height="27" rx="3" fill="#0b5d4e"/>
<path d="m56 15-9 21" stroke="#fff" stroke-width="4" stroke-linecap="round"/>
<circle cx="46.5" cy="37.5" r="4.5" fill="#fff"/>
</svg>
`
