/** `consent-quiet.js`: keeps what nobody asked for out of the way of videos and of the page's modals. */
export { openQuiet } from '../ui/quiet.ts'
