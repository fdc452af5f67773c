/* Names for generated rosters, typed by us: common surnames and given characters, kinds of bodies as every county has them. Nobody is meant. */

export const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文']
export const given = [...'伟强磊军洋勇杰涛超明刚平辉鹏飞波斌宇浩凯健俊帅峰建国华志红梅丽娜静敏燕艳玲芳英霞娟秀兰桂香玉洁云莲真环雪荣爱妹琴瑞凡佳嘉琼勤珍贞莉晶妍思雨欣怡婷雅晨曦文博宏远立新庆东海山林树森']

/** divisions in the order of the city's list: code, how a body of it begins, towns and sub-districts */
export const places: readonly { code: string; name: string; level: string; towns: readonly string[] }[] = [
  { code: '411000', name: '许昌市', level: '市级', towns: [] },
  { code: '411002', name: '魏都区', level: '县级', towns: ['西大街道', '东大街道', '西关街道', '南关街道', '北大街道', '五一路街道', '高桥营街道', '丁庄街道', '文峰街道', '七里店街道'] },
  { code: '411003', name: '建安区', level: '县级', towns: ['将官池镇', '五女店镇', '尚集镇', '苏桥镇', '蒋李集镇', '张潘镇', '灵井镇', '陈曹乡', '小召乡', '河街乡'] },
  { code: '411081', name: '禹州市', level: '县级', towns: ['颍川街道', '火龙镇', '顺店镇', '方山镇', '神垕镇', '鸿畅镇', '梁北镇', '古城镇', '无梁镇', '文殊镇'] },
  { code: '411082', name: '长葛市', level: '县级', towns: ['建设路街道', '长兴路街道', '长社路街道', '坡胡镇', '和尚桥镇', '后河镇', '石固镇', '老城镇', '南席镇', '大周镇'] },
  { code: '411024', name: '鄢陵县', level: '县级', towns: ['安陵镇', '马栏镇', '柏梁镇', '陈化店镇', '望田镇', '大马镇', '陶城镇', '张桥镇', '南坞镇', '只乐镇'] },
  { code: '411025', name: '襄城县', level: '县级', towns: ['城关镇', '颍桥回族镇', '麦岭镇', '颍阳镇', '王洛镇', '紫云镇', '库庄镇', '十里铺镇', '山头店镇', '湛北乡'] },
  { code: '411071', name: '许昌经济技术开发区', level: '县级', towns: [] },
  { code: '411072', name: '许昌市城乡一体化示范区', level: '县级', towns: [] },
  { code: '411073', name: '许昌市东城区', level: '县级', towns: [] },
]

/** kinds of bodies that the city and each county have */
export const departments: readonly string[] = [
  '公安局', '市场监督管理局', '城市管理局', '卫生健康委员会', '交通运输局', '自然资源和规划局', '生态环境局', '农业农村局', '住房和城乡建设局', '应急管理局', '人力资源和社会保障局', '水利局', '林业局', '教育局', '民政局', '财政局', '审计局', '统计局',
  '发展和改革委员会', '工业和信息化局', '科学技术局', '司法局', '医疗保障局', '文化广电和旅游局', '退役军人事务局', '商务局', '气象局', '消防救援机构', '粮食和物资储备局', '烟草专卖局', '档案局', '民族宗教事务局',
]
/** those that only the city has */
export const cityDepartments: readonly string[] = [
  '住房公积金管理中心', '人民防空办公室', '机关事务中心', '地震局', '邮政管理局', '新闻出版局', '体育局', '供销合作社联合社', '公路事业发展中心', '道路运输事业发展中心', '园林绿化管理中心', '动物卫生监督所', '劳动保障监察支队', '安全生产执法支队', '节能监察中心', '价格监督检查所',
]
/** those of a functional zone */
export const zoneDepartments: readonly string[] = ['管理委员会', '综合执法局', '市场监督管理分局', '公安分局', '自然资源分局', '社会事务局', '建设环保局', '应急管理局', '税务分局', '城市管理分局']
