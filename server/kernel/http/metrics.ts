import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** What /metrics shows. Route templates only, never addresses with ids in them. */
export interface Metrics {
  readonly registry: Registry
  /** one finished request; seconds */
  observe(method: string, route: string, status: number, seconds: number): void
  /** requests refused before the handler: by reason */
  denied(reason: 'signIn' | 'forbidden' | 'notFound' | 'limit' | 'csrf'): void
  /** a number read each time that somebody looks: pool connections, waiting jobs */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'yichuang_http_seconds', help: '请求耗时（秒），按路由模板、方法与状态', labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers: [registry],
  })
  const denials = new Counter({ name: 'yichuang_http_denied_total', help: '被拒绝的请求数，按原因', labelNames: ['reason'] as const, registers: [registry] })
  // labels are resolved once for each route and status, not once for each request
  const series = new Map<string, Map<number, { observe(v: number): void }>>()
  return {
    registry,
    observe(method, route, status, seconds) {
      const key = method + route
      let byStatus = series.get(key)
      if (!byStatus) series.set(key, (byStatus = new Map()))
      let one = byStatus.get(status)
      if (!one) byStatus.set(status, (one = duration.labels(method, route, String(status))))
      one.observe(seconds)
    },
    denied: (reason) => denials.labels(reason).inc(),
    gauge(name, help, read) {
      new Gauge({ name, help, registers: [registry], async collect() { this.set(await read()) } })
    },
  }
}
