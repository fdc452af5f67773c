// planted: renderer-by-the-root
import { render } from '../../dist/ssr.js'
export const html = render()
