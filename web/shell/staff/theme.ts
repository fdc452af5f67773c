import type { ThemeConfig } from 'antd'
import { tokens } from '../../kit/tokens.ts'

const { colour: c, staff, radius, space, motionMs } = tokens

/** antd in the tokens of 明窗: ink on paper, one accent, one shadow, nothing that moves longer than 150 ms. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: c.accent, colorLink: c.accent, colorInfo: c.accent, colorError: c.seal, colorSuccess: c.lampOk, colorWarning: c.lampSoon,
    colorText: c.ink, colorTextSecondary: c.ink2, colorTextTertiary: c.ink2, colorTextDescription: c.ink2, colorTextPlaceholder: c.ink2,
    colorBgLayout: c.mist, colorBgContainer: c.paper, colorBorder: c.ink2, colorBorderSecondary: c.hairline, colorSplit: c.hairline,
    fontFamily: tokens.font.sans, fontSize: staff.body, fontSizeSM: staff.small, fontSizeLG: staff.lead, fontSizeHeading1: staff.title, fontSizeHeading2: staff.lead,
    lineHeight: tokens.lineHeight.text, borderRadius: radius, borderRadiusLG: radius, borderRadiusSM: radius - 2,
    controlHeight: 40, controlHeightSM: 32, controlHeightLG: tokens.target.ordinary, padding: space[3], margin: space[3],
    motionDurationSlow: `${motionMs}ms`, motionDurationMid: `${motionMs}ms`, motionDurationFast: '100ms',
    boxShadow: tokens.shadow, boxShadowSecondary: tokens.shadow, controlOutlineWidth: 3, wireframe: false, opacityLoading: 1,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Table: { headerBg: c.paper, headerColor: c.ink2, rowHoverBg: c.mist, cellPaddingBlock: 8, headerSplitColor: 'transparent', rowSelectedBg: c.mist, rowSelectedHoverBg: c.mist },
  },
}
