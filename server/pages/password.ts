import { changePassword, passwordRules } from '../../contract/session.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { PasswordView } from '../../contract/views.ts'
import { text, type Http } from '../kernel/http/index.ts'
import { show, type PageCall } from '../kernel/http/pages.ts'
import { local } from '../kernel/http/paint.ts'

/** the one page for a new password, of citizens and officials; what was typed into it is never kept */
export const passwordPages = (http: Http): void => {
  const backOf = (call: PageCall) => local(text(call.form, 'back') ?? (call.query['next'] as string | undefined))
  const view = (o: OutputOf<typeof passwordRules>, call: PageCall, errors = call.errors): PasswordView =>
    ({ account: o.account, must: o.mustChange, back: backOf(call), rules: o.rules, errors })

  http.page({ path: '/password', endpoint: passwordRules, view: 'password', props: view })
  http.page({
    path: '/password', endpoint: changePassword,
    async formToInput(call) {
      const [current, next, repeat] = ['current', 'next', 'repeat'].map((f) => text(call.form, f) ?? '')
      const errors = [
        ...(current ? [] : [{ at: 'current', message: '请填写现在的密码' }]), ...(next ? [] : [{ at: 'next', message: '请填写新密码' }]),
        ...(next && next !== repeat ? [{ at: 'repeat', message: '两次输入的新密码不一样' }] : []),
      ]
      return errors.length ? show('password', view(await call.call(passwordRules), call, errors), 422) : { body: { current, next } }
    },
    then: (_out, call) => ({ to: backOf(call), notice: '密码已经改好，其他地方的登录都已退出' }),
  })
}
