import type { Connection } from './db.ts'

/**
 * postgres://user:password@host:port/database?sslmode=…&host=/socket/folder → its parts. `require` encrypts without
 * checking the certificate, as libpq does; `verify-full` and `verify-ca` check it. Throws TypeError on any other text.
 */
export function connectionOf(url: string): Connection {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new TypeError('not a postgres:// address')
  // libpq allows user@/database for a socket; URL does not
  const u = new URL(url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[/?#]|$)/, '$1localhost'))
  const mode = u.searchParams.get('sslmode')
  return {
    host: u.searchParams.get('host') ?? (decodeURIComponent(u.hostname).replace(/^\[|\]$/g, '') || 'localhost'),
    port: Number(u.port || u.searchParams.get('port') || 5432),
    database: decodeURIComponent(u.pathname.slice(1)) || decodeURIComponent(u.username),
    user: decodeURIComponent(u.username), password: decodeURIComponent(u.password),
    ...(mode && mode !== 'disable' ? { ssl: { rejectUnauthorized: mode === 'verify-full' || mode === 'verify-ca' } } : {}),
  }
}
