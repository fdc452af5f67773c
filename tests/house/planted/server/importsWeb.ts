// planted: server-never-web
import { Button } from '../web/kit/button.tsx'
export const painted = Button
