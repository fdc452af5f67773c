import type { Assets, Mode } from '../../contract/views.ts'

/** The HTML document around a page. No inline script and no inline style: the strictest content policy holds. */
export function HtmlDocument(p: { title: string; mode: Mode; assets: Assets; children: React.ReactNode; bodyClass?: string }) {
  return (
    <html lang={p.mode.lang === 'zh' ? 'zh-CN' : 'en'} data-elder={p.mode.elder}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" content="#FFFFFF" />
        <title>{p.title}</title>
        {p.assets.css.map((href) => <link key={href} rel="stylesheet" href={href} />)}
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 34 34' fill='none' stroke='%231F4E79'%3E%3Crect x='5' y='3' width='24' height='24' stroke-width='2.5' fill='white'/%3E%3Cpath d='M17 3v24M5 15h24' stroke-width='2'/%3E%3Cpath d='M19.6 5.6h6.8v6.8h-6.8z' fill='%231F4E79' stroke='none'/%3E%3Cpath d='M1.5 31h31' stroke-width='2.5'/%3E%3C/svg%3E" />
        {p.assets.js.map((src) => <script key={src} type="module" src={src} />)}
      </head>
      <body className={p.bodyClass}>{p.children}</body>
    </html>
  )
}
