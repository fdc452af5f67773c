import { changePassword, whoAmI } from '../../contract/session.ts'
import type { PasswordView } from '../../contract/views.ts'
import { NotFound, passwordRules, text, type Http } from '../kernel/http/index.ts'
import { redirect, show, type PageCall } from '../kernel/http/pages.ts'
import { local } from '../kernel/http/paint.ts'
import type { PagesDeps } from './index.ts'

/** the one page for a new password, of citizens and officials; what was typed into it is never kept */
export const passwordPages = (deps: PagesDeps) => (http: Http): void => {
  const backOf = (call: PageCall) => local(text(call.form, 'back') ?? (call.query['next'] as string | undefined))
  async function view(call: PageCall, must: boolean, errors = call.errors): Promise<PasswordView> {
    const account = await deps.directory.account(call.ctx.person)
    if (!account) throw new NotFound('这个账号不用密码登录，没有密码可改')
    return { account: account.login, must, back: backOf(call), rules: passwordRules(account.staff), errors }
  }

  http.page({
    path: '/password', endpoint: whoAmI, view: 'password',
    props: (who, call) => (who.person ? view(call, who.mustChange) : redirect(`/sign-in?next=${encodeURIComponent(call.path)}`)),
  })
  http.page({
    path: '/password', endpoint: changePassword,
    async formToInput(call) {
      const [current, next, repeat] = ['current', 'next', 'repeat'].map((f) => text(call.form, f) ?? '')
      const errors = [
        ...(current ? [] : [{ at: 'current', message: '请填写现在的密码' }]), ...(next ? [] : [{ at: 'next', message: '请填写新密码' }]),
        ...(next && next !== repeat ? [{ at: 'repeat', message: '两次输入的新密码不一样' }] : []),
      ]
      return errors.length ? show('password', await view(call, (await call.call(whoAmI)).mustChange, errors), 422) : { body: { current, next } }
    },
    then: (_out, call) => ({ to: backOf(call), notice: '密码已经改好，其他地方的登录都已退出' }),
  })
}
