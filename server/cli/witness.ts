import { parseArgs } from 'node:util'
import { openWitness } from '../witness/index.ts'

/**
 * `yichuang witness --data DIR --name NAME [--port N] [--host H]`: a witness of city logs, on its own machine, with its own key.
 * The logs that it follows stand one verifier key a line in `DIR/logs`, which is read anew at each request. Prints its address and
 * its keys, one line of JSON with --json; runs until it is told to stop. `--with-parent`: ends when its standard input does (the
 * demo's witnesses end with the demo).
 */
export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, name: { type: 'string' }, port: { type: 'string', default: '8090' }, host: { type: 'string', default: '127.0.0.1' }, json: { type: 'boolean' }, 'with-parent': { type: 'boolean' } },
  })
  if (!values.data || !values.name) {
    process.stderr.write('用法：npx yichuang witness --data 文件夹 --name 名称 [--port 8090] [--host 127.0.0.1]\n名称里不能有空格，例如 sfj.xuchang.example。要见证的账本公钥一行一个，写在 文件夹/logs 里\n')
    return 2
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`端口 ${values.port} 不是 0 到 65535 的整数\n`)
    return 2
  }
  const witness = await openWitness({ folder: values.data, name: values.name, host: values.host, port })
  process.stdout.write(values.json
    ? JSON.stringify({ name: values.name, url: witness.url, keys: witness.keys }) + '\n'
    : `见证人 ${values.name} 已启动：${witness.url}\n公钥（请通过另外的途径交给账本和公众）：\n${witness.keys.map((k) => `  ${k}\n`).join('')}`)
  await new Promise<void>((end) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end())
    if (values['with-parent']) process.stdin.on('end', () => end()).on('error', () => end()).resume()
  })
  await witness.close()
  return 0
}
