// planted: nothing
import { Input } from 'antd'
export const field = Input
