// Only this name: a bundler leaves the rest of the file out.
import { version as own } from '../package.json'

/** Of this package, such as `1.2.0`. */
export const version: string = own
