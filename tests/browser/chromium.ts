import { existsSync } from 'node:fs'
import { chromium, type Browser } from '@playwright/test'

/** A browser for pictures and axe: an installed Chromium first (its Chinese fonts come with the machine), then Playwright's own. */
export function launch(): Promise<Browser> {
  const installed = [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((x) => x && existsSync(x))
  return chromium.launch({
    ...(installed ? { executablePath: installed } : {}),
    args: [
      '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-sync', '--no-first-run', '--force-color-profile=srgb', '--font-render-hinting=none',
      // a page lives for seconds here: what its script would save by being optimised, the optimising costs twice
      '--js-flags=--no-maglev,--no-turbofan',
    ],
  })
}
