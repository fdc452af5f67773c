import { cite } from '../../../law/kernel/citation.ts'
import type { BundleTerms, ItemTerms, Material } from '../../../law/item/item.ts'

function material(m: Pick<Material, 'id' | 'name' | 'source'> & Partial<Material>): Material {
  return { originals: 0, copies: 0, electronic: true, required: true, ...m }
}

export const companySetup: ItemTerms = {
  key: 'company-setup', revision: 1, name: '公司设立登记（内资有限责任公司）', regime: 'marketRegistration', typeCode: '01', basicCode: '000131127004', organ: 'yanling-market',
  useLevel: 4, powerSource: 1, serviceObject: ['naturalPerson', 'enterprise'], caseType: 'promised',
  legalBasis: [cite('公司法', 6), cite('公司登记管理条例', 51), cite('公司登记管理条例', 53)],
  acceptConditions: ['公司名称已自主申报，与同行业已登记名称不相同', '有住所，且只登记一个住所', '股东、法定代表人实名核验通过'],
  statutoryLimit: { n: 15, unit: 'calendar', basis: [cite('公司登记管理条例', 53)] }, promise: { unit: 'officeMinutes', n: 120 }, charge: null, channels: ['window', 'web', 'mobile', 'selfService'], onsiteVisits: 1,
  result: { name: '营业执照', licenceType: 'businessLicence', document: 'P14' }, procedure: ['实名核验', '形式审查', '予以登记', '签发营业执照'], reviewStandard: ['材料齐全', '符合法定形式', '登记事项与章程一致'],
  questions: [{ id: 'premises', ask: '公司用的房子是谁的？', options: [{ value: 'own', label: '自己的，有不动产权证或房产证' }, { value: 'rented', label: '租的或者借的' }] }],
  fields: [
    { id: 'companyName', label: '公司名称', kind: 'text', required: true, group: '公司', maxLength: 60, help: '行政区划、字号、行业加“有限公司”，例如：鄢陵春晓果木花卉有限公司' },
    { id: 'scope', label: '经营范围', kind: 'choices', required: true, group: '公司', help: '勾选要做的生意，登记时用统一的规范表述', options: [
      { value: 'flowerGrowing', label: '花卉种植' }, { value: 'fruitGrowing', label: '水果种植' }, { value: 'fruitRetail', label: '新鲜水果零售' }, { value: 'flowerSale', label: '礼品花卉销售' }] },
    { id: 'companyAddress', label: '公司住所', kind: 'address', required: true, group: '公司', help: '写到门牌号；没有门牌号写到村组和相邻地标', prefill: 'address' },
    { id: 'capital', label: '注册资本（元）', kind: 'money', required: true, group: '出资', help: '您承诺出的钱，不是现在要交的钱' },
    { id: 'soleOwner', label: '是不是您一个人出资', kind: 'yesNo', required: true, group: '出资' },
    { id: 'otherOwners', label: '其他股东的姓名、身份证号和出资额', kind: 'longText', required: true, group: '出资', maxLength: 500, when: { answer: 'soleOwner', is: false } },
    { id: 'legalRepName', label: '法定代表人姓名', kind: 'text', required: true, group: '负责人', prefill: 'name' },
    { id: 'legalRepId', label: '法定代表人身份证号', kind: 'idNumber', required: true, group: '负责人', prefill: 'idNumber' },
    { id: 'legalRepPhone', label: '法定代表人手机号', kind: 'phone', required: true, group: '负责人', prefill: 'phone' },
    { id: 'post', label: '法定代表人职务', kind: 'choice', required: true, group: '负责人', options: [{ value: 'director', label: '执行董事' }, { value: 'manager', label: '经理' }] },
    { id: 'start', label: '到任日期', kind: 'date', required: false, group: '负责人' },
  ],
  materials: [
    material({ id: 'application', name: '公司登记申请书', source: 'fill', originals: 1, hint: '填完上面几页就自动生成，您看过签字即可' }),
    material({ id: 'articles', name: '公司章程', source: 'fill', originals: 1, hint: '用示范文本自动生成，全体股东签字' }),
    material({ id: 'identity', name: '股东和负责人的身份证明', source: 'have', from: 'share:population', hint: '窗口读身份证核验，不留复印件', basis: [cite('政务服务规定', 7)] }),
    material({ id: 'lease', name: '房屋租赁或者借用协议', source: 'bring', copies: 1, hint: '写明房主、地址和期限，双方签字；拍清楚每一页', tolerable: true }),
  ],
  place: { counter: '综合受理窗口', address: '许昌市政务服务大厅（演示）一楼', hours: '工作日 9:00—12:00，13:00—17:00', phone: '0374-0001000' }, complaintPhone: '0374-0001234',
  topics: ['企业开办'], aliases: ['开公司', '办营业执照'], effectiveFrom: '2020-01-01', unverified: ['《公司登记管理条例》全文未导入，条号和期限凭记忆'],
  faq: [{ q: '一定要有很多钱才能开公司吗？', a: '不用。注册资本是承诺出资，写多少就要按章程在期限内出多少。' }],
}

export const flowerBundle: BundleTerms = {
  key: 'flower-company', revision: 1, name: '开办果木花卉销售公司', leadOrgan: 'service', aliases: ['开花店'],
  intro: '办营业执照、刻章、税务、社保、公积金一次填、一次交、一个窗口取。只在您要卖树苗种子时才加办种子许可。',
  questions: [
    { id: 'stock', ask: '公司打算卖什么？', help: '树苗、插条、林木种子都属于林木种子，自己培育或者卖散装的要办许可证；盆花、切花和水果不用。', options: [
      { value: 'flowers', label: '盆花、鲜切花、水果、园艺用品' }, { value: 'packaged', label: '树苗种子，但都是包装好不再分装的，或者受人书面委托代销' }, { value: 'seedlings', label: '自己培育树苗种子，或者批发零售散装的树苗、林木种子' }] },
    companySetup.questions[0]!,
  ],
  members: [{ item: 'company-setup' }, { item: 'seal-filing', after: ['company-setup'] }], effectiveFrom: '2020-01-01',
}

export const members = [
  { kind: 'item' as const, key: 'company-setup', name: '公司设立登记', organ: '鄢陵县市场监督管理局', promise: '大厅开门时间 2 小时' },
  { kind: 'item' as const, key: 'seal-filing', name: '公章刻制备案', organ: '鄢陵县公安局', promise: '当天' },
  { kind: 'item' as const, key: 'taxpayer-start', name: '新办纳税人信息确认', organ: '国家税务总局鄢陵县税务局', promise: '当天' },
  { kind: 'item' as const, key: 'social-registration', name: '社会保险登记', organ: '鄢陵县人力资源和社会保障局', promise: '当天' },
  { kind: 'item' as const, key: 'fund-registration', name: '住房公积金单位缴存登记', organ: '许昌市住房公积金管理中心', promise: '当天' },
]
