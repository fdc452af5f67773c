// planted: citizen-without-antd
import { Input } from 'antd'
export const field = Input
