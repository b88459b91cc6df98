// Invented practices of the demonstration. Nothing here happened; every institution says so in its name.
import type { FieldKey, Level } from '#features/methodology/schema.ts';
import type { Layers } from '#features/practices/schema.ts';

export interface DemoPractice {
	/** How far along its life the demonstration takes it. */
	reaches: 'draft' | 'submitted' | 'returned' | 'assessment' | 'deliberation' | 'decided' | 'published';
	declaredClass: 'good' | 'promising';
	/** Key of the institution in `demoInstitutions`. */
	institution: string;
	fields: Record<Exclude<FieldKey, 'institutions'>, string>;
	layers: Partial<Layers>;
	/** Levels of the two assessors per criterion, in the order of the form. */
	levels: [Level, Level][];
	reasons: [string, string][];
}

export const demoInstitutions = {
	valle: {
		name: 'Instituto Municipal de Empleo de Valle Claro (inventado)',
		aliases: ['IME Valle Claro'],
		country: 'MX',
		level: 'municipal'
	},
	radios: { name: 'Red de Radios del Corredor (inventada)', aliases: ['Radios del Corredor'], country: 'HN', level: 'regional' },
	cajas: { name: 'Unión de Cajas Solidarias del Sur (inventada)', aliases: ['Cajas Solidarias'], country: 'MX', level: 'state' },
	observatorio: { name: 'Observatorio de Integración (inventado)', aliases: [], country: 'CO', level: 'national' },
	universidad: { name: 'Universidad del Altiplano Norte (inventada)', aliases: ['UAN'], country: 'MX', level: 'national' }
} as const;

export const demoPractices: DemoPractice[] = [
	{
		reaches: 'published',
		declaredClass: 'good',
		institution: 'valle',
		fields: {
			title: 'Bolsa de trabajo móvil en plazas y albergues',
			description:
				'Dos personas del instituto recorren cada semana cuatro plazas y tres albergues con una bolsa de trabajo en tabletas.\n\n- Registran la experiencia y el oficio de quien se acerca, con o sin documentos de estudio\n- Concertan entrevistas con empleadores que ya conocen las **condiciones de estancia** y sus documentos\n- Acompañan la firma del primer contrato con un taller de finanzas personales',
			problem:
				'- Las vacantes se publicaban solo en línea y en la sede, a hora y media de los albergues\n- Los empleadores rechazaban documentos que no conocían',
			replicability:
				'Existe una guía de ruta con roles, formatos y tiempos. Se adaptó en dos municipios vecinos:\n\n1. Se hace un mapa de plazas y albergues\n2. Se capacita a dos personas durante tres días\n3. Se firma un acuerdo con por lo menos diez empleadores\n\nRequiere dos tabletas y un vehículo; funciona sin internet en la plaza.',
			impact:
				'- Antes: 64 de 210 personas colocadas a los tres meses (30 %). Después: 131 de 205 (64 %)\n- Las personas entrevistadas valoran no perder un día de trabajo para buscar empleo',
			results:
				'El registro mensual de la bolsa compara colocaciones a 30 y 90 días con las del año anterior. Una universidad revisó los registros de 2025.',
			sustainability:
				'- Forma parte del reglamento interno del instituto desde 2024\n- Tiene partida propia en el presupuesto municipal\n- El personal nuevo recibe la guía y una semana de acompañamiento'
		},
		layers: {
			abstract:
				'Una bolsa de trabajo que va a las plazas y albergues, registra oficios y acompaña el primer contrato. La colocación a tres meses pasó de 64 de 210 a 131 de 205 personas.',
			kind: 'model',
			dates: { start: '2023-02', end: null, ongoing: true },
			places: { codes: ['MX-CHP'], detail: '', reserved: false },
			groups: ['refugee', 'asylum-seeker', 'migrant', 'host'],
			themes: ['labour-inclusion', 'public-employment-services'],
			reach: { people: 415, note: 'Personas registradas de 2024 a 2025.' }
		},
		levels: [
			['3', '2'],
			['2', '3'],
			['3', '3'],
			['2', '2']
		],
		reasons: [
			['La guía se aplicó en otros dos municipios y dice qué hace falta.', 'Método claro con pasos, roles y condiciones.'],
			['El cambio es grande y va hacia un objetivo específico.', 'Hay datos de antes y después con el mismo periodo.'],
			['Una universidad revisó los registros.', 'Los datos permiten comparar y alguien externo los revisó.'],
			['Está en el reglamento y en el presupuesto.', 'Hay partida propia y el equipo la hizo suya.']
		]
	},
	{
		reaches: 'published',
		declaredClass: 'promising',
		institution: 'radios',
		fields: {
			title: 'Educación financiera con radio comunitaria',
			description:
				'Doce programas de radio sobre ahorro, remesas y crédito, hechos con personas migrantes y retornadas. Cada programa tiene una pregunta del público y una visita a una caja de ahorro.',
			problem: 'En las comunidades del corredor no hay sucursales ni internet estable, y circulan ofertas de crédito abusivas.',
			replicability:
				'Los guiones y una guía de producción están disponibles. Funciona *sin internet*; requiere una radio con alcance local.',
			impact: 'Las cajas vecinas abrieron 180 cuentas durante la serie; el año anterior, en los mismos meses, 75.',
			results:
				'Se cuenta el número de llamadas por programa y se pregunta a las cajas por las cuentas abiertas. No hay línea base de conocimientos.',
			sustainability: 'Tres radios repiten la serie cada año con voluntariado. Todavía no hay recursos asegurados para programas nuevos.'
		},
		layers: {
			abstract: 'Doce programas de radio sobre ahorro, remesas y crédito, para comunidades sin sucursales ni internet.',
			kind: 'strategy',
			dates: { start: '2024', end: '2024', ongoing: false },
			places: { codes: ['HN'], detail: '', reserved: false },
			groups: ['returnee-mx', 'migrant', 'host'],
			themes: ['financial-inclusion', 'training']
		},
		levels: [
			['2', '2'],
			['2', '2'],
			['2', '2'],
			['1', '1']
		],
		reasons: [
			['Los guiones y la guía permiten repetirla.', 'Hay guía de producción; las condiciones son claras.'],
			['Más del doble de cuentas en los mismos meses.', 'Hay un cambio medido y comparado con el año anterior.'],
			['Las cajas confirman los datos.', 'Los registros de las cajas los puede revisar otra persona.'],
			['Depende del voluntariado, sin recursos ni compromiso con fecha.', 'No se ve quién asegura los programas nuevos.']
		]
	},
	{
		reaches: 'decided',
		declaredClass: 'good',
		institution: 'cajas',
		fields: {
			title: 'Cuenta de expediente simplificado con acompañamiento entre pares',
			description: 'Personas que ya abrieron una cuenta acompañan a otras a la caja, explican los requisitos y el uso de la tarjeta.',
			problem:
				'Muchas personas creen que no pueden abrir una cuenta, y el personal de ventanilla no conoce todos los documentos de identidad válidos.',
			replicability: 'Se apoya en un manual de acompañamiento y una hoja de documentos válidos que se revisa cada año.',
			impact: 'De 96 personas acompañadas, 81 abrieron una cuenta y 70 la usaban seis meses después.',
			results: 'La caja entrega un informe trimestral de cuentas abiertas y activas, sin nombres.',
			sustainability: 'La caja asumió el pago de las personas acompañantes desde 2025.'
		},
		layers: {
			kind: 'procedure',
			places: { codes: ['MX-OAX'], detail: '', reserved: true },
			groups: ['refugee', 'complementary', 'asylum-seeker'],
			themes: ['financial-inclusion']
		},
		levels: [
			['2', '2'],
			['2', '2'],
			['2', '3'],
			['2', '2']
		],
		reasons: [
			['Hay manual y condiciones.', 'El manual basta para repetirla.'],
			['El uso a seis meses es un cambio claro.', 'Cuentas abiertas y en uso, con números.'],
			['Informe trimestral verificable.', 'La caja, que es otra institución, da los datos.'],
			['La caja paga: está asumida.', 'Institucionalizada en la caja.']
		]
	},
	{
		reaches: 'deliberation',
		declaredClass: 'good',
		institution: 'valle',
		fields: {
			title: 'Reconocimiento de oficios con prueba de taller',
			description: 'Una prueba práctica de medio día en un taller, con una constancia que los empleadores de la zona aceptan.',
			problem: 'Personas con oficio no pueden demostrarlo porque sus constancias se quedaron en su país.',
			replicability: 'Hay listas de tareas por oficio (soldadura, panadería, costura) hechas con los talleres.',
			impact: 'De 58 personas con constancia, 37 consiguieron trabajo en su oficio en cuatro meses.',
			results: 'Se llama a las personas y a los talleres a los cuatro meses. Falta saber qué pasaba antes.',
			sustainability: 'Los talleres ponen el espacio. La constancia todavía no está en ningún reglamento.'
		},
		layers: {
			kind: 'procedure',
			places: { codes: ['MX-CHP'], detail: '', reserved: false },
			groups: ['refugee', 'migrant'],
			themes: ['labour-inclusion']
		},
		levels: [
			['2', '2'],
			['2', '2'],
			['1', '2'],
			['2', '2']
		],
		reasons: [
			['Listas de tareas claras.', 'Repetible con talleres de la zona.'],
			['37 de 58 en su oficio.', 'Mejora concreta y valorada.'],
			['No hay línea base con que comparar.', 'Las llamadas son verificables y se registran.'],
			['Los talleres la asumieron.', 'Es durable mientras los talleres participen.']
		]
	},
	{
		reaches: 'assessment',
		declaredClass: 'promising',
		institution: 'cajas',
		fields: {
			title: 'Capital semilla en dos pagos para emprendimientos familiares',
			description: 'Un primer pago al aprobar el plan y un segundo a los tres meses, con asesoría quincenal.',
			problem: 'Los apoyos de un solo pago se gastaban en urgencias del hogar.',
			replicability: 'Reglas de operación de cuatro páginas.',
			impact: 'De 40 emprendimientos, 29 seguían abiertos al año.',
			results: 'Visita de seguimiento a los seis y doce meses con una hoja de ventas.',
			sustainability: 'Un fondo rotatorio cubre la mitad del capital del año siguiente.'
		},
		layers: {
			kind: 'model',
			places: { codes: ['MX-OAX'], detail: '', reserved: false },
			groups: ['refugee', 'host'],
			themes: ['entrepreneurship']
		},
		levels: [],
		reasons: []
	},
	{
		reaches: 'returned',
		declaredClass: 'promising',
		institution: 'radios',
		fields: {
			title: 'Intérpretes comunitarias en oficinas de empleo',
			description: 'Hablantes de lenguas del corredor acompañan la atención dos días por semana.',
			problem: 'Las entrevistas se hacían con familiares como intérpretes, también niñas y niños.',
			replicability: 'Hay un taller de formación de cuatro días.',
			impact: 'Hubo mucha participación.',
			results: 'Encuestas de satisfacción.',
			sustainability: 'La oficina quiere continuar.'
		},
		layers: {
			kind: 'procedure',
			places: { codes: ['HN'], detail: '', reserved: false },
			groups: ['migrant'],
			themes: ['labour-inclusion']
		},
		levels: [],
		reasons: []
	},
	{
		reaches: 'submitted',
		declaredClass: 'good',
		institution: 'valle',
		fields: {
			title: 'Feria de empleo sin filas',
			description: 'Citas por teléfono y mensaje, con seis empleadores por jornada y entrevistas de quince minutos.',
			problem: 'En las ferias grandes la gente esperaba cuatro horas y se iba sin entrevista.',
			replicability: 'Guía de dos páginas y una hoja de citas.',
			impact: 'De 120 citas hubo 96 entrevistas y 31 contrataciones.',
			results: 'El registro de citas y contrataciones se publica cada mes.',
			sustainability: 'Es parte del programa anual del instituto.'
		},
		layers: {
			kind: 'procedure',
			places: { codes: ['MX-CHP'], detail: '', reserved: false },
			groups: ['migrant', 'host'],
			themes: ['labour-inclusion']
		},
		levels: [],
		reasons: []
	},
	{
		reaches: 'draft',
		declaredClass: 'promising',
		institution: 'valle',
		fields: {
			title: 'Cuidado infantil durante la capacitación',
			description: 'Un espacio de juego con dos educadoras mientras madres y padres toman el curso.',
			problem: 'Muchas mujeres dejaban el curso porque no tenían con quién dejar a sus hijas e hijos.',
			replicability: '',
			impact: '',
			results: '',
			sustainability: ''
		},
		layers: {},
		levels: [],
		reasons: []
	}
];
